resource "seam_client_session" "rotated" {
  user_identifier_key = "d5a262c8-4495-4e11-b7cf-5a6c53ce530e"
  rotate_when_changed = { incident = "none yet" }
}
