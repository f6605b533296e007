resource "seam_client_session" "shared" {
  user_identifier_key = "e51b8f0d-90a4-47e5-8d0c-0a9b7c3e4d21"
  on_existing         = "error"
  on_destroy          = "keep"
}
