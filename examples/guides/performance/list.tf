provider "seam" {
  refresh = "list" # or SEAM_REFRESH=list
}

resource "seam_client_session" "residents" {
  for_each = toset([
    "79c268eb-20dd-49f0-af76-c6c6434fe2f3",
    "4b099e64-6746-4028-b301-ecfd48a11451",
    "704f85d6-7606-45c1-abc9-a4b7bc4325fa",
  ])
  user_identifier_key = each.key
}
