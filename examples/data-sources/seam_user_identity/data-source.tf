data "seam_user_identity" "jane" {
  user_identity_key = "jane_doe"
}

# A session of this user.
resource "seam_client_session" "jane" {
  user_identifier_key = "4f5c8a1e-6c1d-4b0e-9d51-0a7f3f0f6c2b"
  user_identity_id    = data.seam_user_identity.jane.user_identity_id
}
