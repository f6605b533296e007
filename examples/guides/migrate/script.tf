import {
  to = seam_client_session.jane
  id = "user_identifier_key=b7c1f0a4-8f4e-4a53-9f0e-3d1c2b5a6e7f"
}

resource "seam_client_session" "jane" {
  user_identifier_key   = "b7c1f0a4-8f4e-4a53-9f0e-3d1c2b5a6e7f"
  connected_account_ids = ["f87f0ab7-b8d7-44aa-9e59-3239b209570e"]
  expires_at            = "2030-06-18T06:10:42Z"
}
