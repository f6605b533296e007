resource "seam_client_session" "shared" {
  user_identifier_key = "e5aefe75-5353-4361-85f6-ffa81b8e8d8d"
  on_existing         = "error"
  on_destroy          = "keep"
}
