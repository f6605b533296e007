import {
  to = seam_client_session.jane
  id = "user_identifier_key=f4fc29f0-01c7-4bc1-b544-08ebb49276b0"
}

resource "seam_client_session" "jane" {
  user_identifier_key   = "f4fc29f0-01c7-4bc1-b544-08ebb49276b0"
  connected_account_ids = ["f87f0ab7-b8d7-44aa-9e59-3239b209570e"]
  expires_at            = "2030-06-18T06:10:42Z"
}
