resource "seam_client_session" "shared" {
  user_identifier_key = "c41d0a6e-5b7f-4f8a-9e32-7d6b18f0a25c"
  on_existing         = "error"
  on_destroy          = "keep"
}
