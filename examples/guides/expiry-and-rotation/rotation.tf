variable "rotation" {
  type        = string
  default     = "2030-01"
  description = "A new value gives every session a new token."
}

resource "seam_client_session" "jane" {
  user_identifier_key = "12de1bfb-bbc4-4a50-9db8-60ca6378c977"
  rotate_when_changed = { rotation = var.rotation }
}
