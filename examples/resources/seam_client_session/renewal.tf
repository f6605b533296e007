resource "seam_client_session" "kiosk" {
  user_identifier_key = "69701591-42ac-430c-9b90-1e7842d60baa"
  expires_in          = "720h" # 30 days from each renewal
  renew_before        = "168h" # renewed within the last 7 days
}
