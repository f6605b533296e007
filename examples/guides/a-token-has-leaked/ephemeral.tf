ephemeral "seam_client_session" "john" {
  user_identifier_key = "a40e96b8-7d2f-4135-9c8b-e51f06d3a7c2"
}
