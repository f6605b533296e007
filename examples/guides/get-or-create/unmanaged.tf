# Accounts and webviews are not in the configuration, so they are never sent:
# what Jane connects herself stays.
resource "seam_client_session" "jane" {
  user_identifier_key = "b7c1f0a4-8f4e-4a53-9f0e-3d1c2b5a6e7f"
}

# An empty list is sent: every apply that finds an account removes it.
resource "seam_client_session" "kiosk" {
  user_identifier_key   = "7d0f3c52-2f0b-4f6e-8a57-0f6f0f3a9b11"
  connected_account_ids = []
}
