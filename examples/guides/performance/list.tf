provider "seam" {
  refresh = "list" # or SEAM_REFRESH=list
}

resource "seam_client_session" "residents" {
  for_each = toset([
    "b7c1f0a4-8f4e-4a53-9f0e-3d1c2b5a6e7f",
    "2c9e1f7a-4f55-4d0e-9a3b-6f1f4d6f2a90",
    "7d0f3c52-2f0b-4f6e-8a57-0f6f0f3a9b11",
  ])
  user_identifier_key = each.key
}
