resource "seam_client_session" "rotated" {
  user_identifier_key = "2c9e1f7a-4f55-4d0e-9a3b-6f1f4d6f2a90"
  rotate_when_changed = { incident = "none yet" }
}
