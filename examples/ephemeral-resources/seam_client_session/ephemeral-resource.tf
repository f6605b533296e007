# Created if it does not exist, and kept: plan and apply get the same token.
ephemeral "seam_client_session" "jane" {
  user_identifier_key   = "9e1b43fd-91b9-46a2-85da-31934fa1f5f5"
  connected_account_ids = ["f87f0ab7-b8d7-44aa-9e59-3239b209570e"]
}

# The resource manages the lifecycle of the session, and its token is not in state.
resource "seam_client_session" "john" {
  user_identifier_key = "eb9f5bf1-121f-44de-a10f-adcb339e15b1"
  store_token         = false
}

ephemeral "seam_client_session" "john" {
  client_session_id = seam_client_session.john.client_session_id
}
