variable "workspace_id" {
  type        = string
  default     = "5ea3fa4e-0000-4000-8000-000000000001"
  description = "ID of the workspace that the API key must belong to. Defaults to the workspace of the embedded Seam."
}

variable "sandbox" {
  type        = bool
  default     = true
  description = "Whether the workspace must be a sandbox."
}

variable "users" {
  type = map(object({
    key               = string
    user_identity_key = optional(string) # if omitted, the identity of the session does not change
    customer_key      = optional(string) # if omitted, the accounts that the user connects stay
    rotation          = optional(string, "none yet")
  }))
  default = {
    jane = {
      key = "e539a78b-c8ef-4346-8b12-ae6ead581e57"
    }
    john = {
      key               = "331241a9-82f1-4ec0-9ee5-7012853d452f"
      user_identity_key = "john_smith"
      customer_key      = "acme"
    }
  }
  description = "The users. Each key is an opaque value that only the user knows."
}

variable "kiosk_key" {
  type        = string
  default     = "877994af-ff2f-4504-98e0-0e8c64beb012"
  description = "The key of the shared session."
}

variable "rotation" {
  type        = string
  default     = "2030-01"
  description = "A new value gives every user a new token."
}
