resource "seam_client_session" "jane" {
  user_identifier_key = "12de1bfb-bbc4-4a50-9db8-60ca6378c977"
  expires_at          = "2030-06-18T06:10:42Z"
}

# Warns in every plan and apply during the last 30 days. It changes nothing.
check "jane_expires" {
  assert {
    condition     = timecmp(timeadd(plantimestamp(), "720h"), seam_client_session.jane.expires_at) < 0
    error_message = "The session of Jane expires at ${seam_client_session.jane.expires_at}."
  }
}
