terraform {
  required_providers {
    seam = { source = "seamapi/seam" } # it was example/seam
  }
}

moved {
  from = seam_client_session.jane_doe
  to   = seam_client_session.jane
}

resource "seam_client_session" "jane" {
  user_identifier_key = "f4fc29f0-01c7-4bc1-b544-08ebb49276b0"
  expires_at          = "2030-06-18T06:10:42Z"
}
