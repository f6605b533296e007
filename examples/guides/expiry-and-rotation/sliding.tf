resource "seam_client_session" "kiosk" {
  user_identifier_key = "7d0f3c52-2f0b-4f6e-8a57-0f6f0f3a9b11"
  expires_in          = "720h" # 30 days from each renewal
  renew_before        = "168h" # renewed within the last 7 days
}
