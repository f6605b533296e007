variable "leak" {
  type        = string
  default     = "none yet"
  description = "A new value gives the session a new token."
}

resource "seam_client_session" "jane" {
  user_identifier_key = "3f8c71d4-05be-4e92-a6d7-b9204c8f1e63"
  rotate_when_changed = { leak = var.leak }
}
