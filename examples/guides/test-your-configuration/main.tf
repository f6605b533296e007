terraform {
  required_providers {
    seam = { source = "seamapi/seam" }
  }
}

variable "users" {
  type        = map(string)
  description = "The key of each user, by name."
}

variable "rotation" {
  type        = string
  default     = "2030-01"
  description = "A new value gives every user a new token."
}

data "seam_workspace" "this" {
  lifecycle {
    postcondition {
      condition     = self.is_sandbox
      error_message = "${self.name} is not a sandbox."
    }
  }
}

resource "seam_client_session" "user" {
  for_each = var.users

  user_identifier_key = each.value
  expires_in          = "720h"
  renew_before        = "168h"
  rotate_when_changed = { rotation = var.rotation }
}

output "users" {
  value = {
    for name, session in seam_client_session.user : name => {
      expires_on        = formatdate("YYYY-MM-DD", session.expires_at)
      token_fingerprint = session.token_fingerprint
    }
  }
}
