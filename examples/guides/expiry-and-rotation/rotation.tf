variable "rotation" {
  type        = string
  default     = "2030-01"
  description = "Another value gives every session a new token."
}

resource "seam_client_session" "jane" {
  user_identifier_key = "b7c1f0a4-8f4e-4a53-9f0e-3d1c2b5a6e7f"
  rotate_when_changed = { rotation = var.rotation }
}
