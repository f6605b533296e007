variable "workspace_id" {
  type        = string
  default     = "b887bf84-9849-4454-a562-cf84293d9781"
  description = "ID of the workspace that the API key must belong to."
}

variable "sandbox" {
  type        = bool
  default     = true
  description = "Whether the workspace must be a sandbox."
}

variable "users" {
  type = map(object({
    key               = string
    user_identity_key = optional(string) # left out: the session's identity stays as it is
    customer_key      = optional(string) # left out: what the user connects stays
    rotation          = optional(string, "none yet")
  }))
  default = {
    jane = {
      key = "b7c1f0a4-8f4e-4a53-9f0e-3d1c2b5a6e7f"
    }
    john = {
      key               = "2c9e1f7a-4f55-4d0e-9a3b-6f1f4d6f2a90"
      user_identity_key = "john_smith"
      customer_key      = "acme"
    }
  }
  description = "The users. The key of each is an opaque value that only the user knows."
}

variable "kiosk_key" {
  type        = string
  default     = "7d0f3c52-2f0b-4f6e-8a57-0f6f0f3a9b11"
  description = "The key of the session that is shared."
}

variable "rotation" {
  type        = string
  default     = "2030-01"
  description = "Another value gives every user a new token."
}
