terraform {
  required_version = ">= 1.10" # ephemeral resources
  required_providers {
    seam = { source = "seamapi/seam" }
  }
}

# The API key comes from SEAM_API_KEY. If the key belongs to another workspace, the
# provider creates, reads and changes nothing.
provider "seam" {
  workspace_id = var.workspace_id
}

# Every plan reads the workspace and so detects a wrong credential before the first apply.
data "seam_workspace" "this" {
  lifecycle {
    postcondition {
      condition     = self.is_sandbox == var.sandbox
      error_message = "is_sandbox of the workspace ${self.name} is ${self.is_sandbox}, expected ${var.sandbox}."
    }
  }
}

# The identity of each user who has one, and the accounts of the user's customer.
data "seam_user_identity" "user" {
  for_each = { for name, user in var.users : name => user.user_identity_key if user.user_identity_key != null }

  user_identity_key = each.value
}

data "seam_connected_accounts" "user" {
  for_each = { for name, user in var.users : name => user.customer_key if user.customer_key != null }

  customer_key = each.value
}

# One session for each user. Its expiry slides, and its token is not in state. The
# resource does not adopt a session that other software has created with the key.
resource "seam_client_session" "user" {
  for_each = var.users

  user_identifier_key   = each.value.key
  user_identity_id      = each.value.user_identity_key == null ? null : data.seam_user_identity.user[each.key].user_identity_id
  connected_account_ids = each.value.customer_key == null ? null : data.seam_connected_accounts.user[each.key].connected_account_ids
  expires_in            = "720h" # 30 days from each renewal
  renew_before          = "168h" # renewed within the last 7 days
  rotate_when_changed   = { all = var.rotation, this = each.value.rotation }
  store_token           = false
  on_existing           = "error"
}

# The tokens, for write-only arguments of other providers.
ephemeral "seam_client_session" "user" {
  for_each = var.users

  client_session_id = seam_client_session.user[each.key].client_session_id
}

# A session that other software shares. The resource adopts it if it exists, and keeps
# it on destroy. Its token is in state, so encrypt the state.
resource "seam_client_session" "kiosk" {
  user_identifier_key   = var.kiosk_key
  connected_account_ids = []
  expires_at            = "2030-06-18T06:10:42Z"
  on_existing           = "adopt"
  on_destroy            = "keep"
}

# The sessions that get-or-create cannot find and this configuration does not manage.
data "seam_client_sessions" "keyless" {
  without_user_identifier_key = true
}

check "expiry" {
  assert {
    condition     = timecmp(timeadd(plantimestamp(), "720h"), seam_client_session.kiosk.expires_at) < 0
    error_message = "The session of the kiosk expires at ${seam_client_session.kiosk.expires_at}. Set a later expires_at."
  }
}
