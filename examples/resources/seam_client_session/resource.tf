resource "seam_client_session" "jane" {
  user_identifier_key   = "9851e4d5-25f4-4a82-95af-4c654a13d22e"
  connected_account_ids = ["f87f0ab7-b8d7-44aa-9e59-3239b209570e"]
  user_identity_id      = "71ff7f71-2cf4-458a-8db4-6ad539c8b66a"
  expires_at            = "2030-06-18T06:10:42Z"
}

output "token" {
  value     = seam_client_session.jane.token
  sensitive = true
}
