# Accounts and webviews are not in the configuration, so they are never sent:
# what Jane connects herself stays.
resource "seam_client_session" "jane" {
  user_identifier_key = "70b796dd-6564-4802-9a50-dff4c17323a5"
}

# An empty list is sent: every apply that finds an account removes it.
resource "seam_client_session" "kiosk" {
  user_identifier_key   = "2894b7ef-d574-4df4-8096-cb87ea367564"
  connected_account_ids = []
}
