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
  user_identifier_key = "b7c1f0a4-8f4e-4a53-9f0e-3d1c2b5a6e7f"
  expires_at          = "2030-06-18T06:10:42Z"
}
