# Created if need be, and kept: plan and apply have the same token.
ephemeral "seam_client_session" "jane" {
  user_identifier_key   = "b7c1f0a4-8f4e-4a53-9f0e-3d1c2b5a6e7f"
  connected_account_ids = ["f87f0ab7-b8d7-44aa-9e59-3239b209570e"]
}

# The life of the session is managed, and its token is in no state.
resource "seam_client_session" "john" {
  user_identifier_key = "2c9e1f7a-4f55-4d0e-9a3b-6f1f4d6f2a90"
  store_token         = false
}

ephemeral "seam_client_session" "john" {
  client_session_id = seam_client_session.john.client_session_id
}
