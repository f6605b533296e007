# Accounts and webviews are not in the configuration, so the provider never sends
# them. The accounts that Jane connects herself stay.
resource "seam_client_session" "jane" {
  user_identifier_key = "70b796dd-6564-4802-9a50-dff4c17323a5"
}

# The provider sends an empty list. Every apply that finds an account removes it.
resource "seam_client_session" "kiosk" {
  user_identifier_key   = "2894b7ef-d574-4df4-8096-cb87ea367564"
  connected_account_ids = []
}
