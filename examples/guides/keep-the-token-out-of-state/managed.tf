# The resource manages the lifecycle of the session. Its token is in neither state nor plan.
resource "seam_client_session" "jane" {
  user_identifier_key = "8c1650ee-1ac9-4f1b-be49-17c1a05654cc"
  expires_in          = "720h"
  renew_before        = "168h"
  store_token         = false
}

# Reads the token while Terraform runs, and does not store it.
ephemeral "seam_client_session" "jane" {
  client_session_id = seam_client_session.jane.client_session_id
}

# The version for write-only arguments of other providers.
output "token_version" {
  value = seam_client_session.jane.token_version
}
