resource "seam_client_session" "kiosk" {
  user_identifier_key = "74a2a8ab-8add-449b-9d27-ffa333da7327"
  expires_in          = "720h" # 30 days from each renewal
  renew_before        = "168h" # renewed within the last 7 days
}
