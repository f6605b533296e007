# __generated__ by Terraform
# Please review these resources and move them into your main configuration files.

# __generated__ by Terraform from "user_identifier_key=5c0e94b7-d3a8-4f16-82b9-7e6d1f40c395"
resource "seam_client_session" "mary" {
  connect_webview_ids   = []
  connected_account_ids = ["f87f0ab7-b8d7-44aa-9e59-3239b209570e"]
  expires_at            = "2030-06-18T06:10:42.000Z"
  expires_in            = null
  on_destroy            = null
  on_existing           = null
  renew_before          = null
  rotate_when_changed   = null
  store_token           = null
  user_identifier_key   = "5c0e94b7-d3a8-4f16-82b9-7e6d1f40c395"
  user_identity_id      = "71ff7f71-2cf4-458a-8db4-6ad539c8b66a"
}
