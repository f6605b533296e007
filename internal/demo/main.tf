terraform {
  required_providers {
    seam = { source = "seamapi/seam" }
  }
}

# Endpoint and API key come from SEAM_ENDPOINT and SEAM_API_KEY.
provider "seam" {}

variable "expires_at" {
  type = string
}

resource "seam_client_session" "jane" {
  user_identifier_key   = "jane_doe"
  connect_webview_ids   = ["5e297cfe-23df-4638-bb87-08c4f0f8233b"]
  connected_account_ids = ["f87f0ab7-b8d7-44aa-9e59-3239b209570e"]
  user_identity_id      = "71ff7f71-2cf4-458a-8db4-6ad539c8b66a"
  expires_at            = var.expires_at
}

output "client_session_id" {
  value = seam_client_session.jane.client_session_id
}

output "token" {
  value     = seam_client_session.jane.token
  sensitive = true
}

output "expires_at" {
  value = seam_client_session.jane.expires_at
}
