data "seam_connected_accounts" "acme" {
  customer_key        = "acme"
  custom_metadata_has = { building = "north" }
}

# A session for these accounts. A new account of the customer is a planned change.
resource "seam_client_session" "acme" {
  user_identifier_key   = "0c1d7c58-2f3a-4a2b-8a38-6a3a5a0f9d11"
  connected_account_ids = data.seam_connected_accounts.acme.connected_account_ids
}
