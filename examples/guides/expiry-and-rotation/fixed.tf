resource "seam_client_session" "jane" {
  user_identifier_key = "12de1bfb-bbc4-4a50-9db8-60ca6378c977"
  expires_at          = "2030-06-18T06:10:42Z"
}
