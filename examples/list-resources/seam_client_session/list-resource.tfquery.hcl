list "seam_client_session" "of_jane" {
  provider = seam

  config {
    user_identity_id = "71ff7f71-2cf4-458a-8db4-6ad539c8b66a"
  }
}
