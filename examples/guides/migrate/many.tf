locals {
  users = {
    jane = "0b8f6a52-9d14-4c7e-8a35-e2f1c7d96b40"
    john = "5d27c9e8-3a61-4f0b-b9d4-18c6e05f7a93"
  }
}

import {
  for_each = local.users
  to       = seam_client_session.user[each.key]
  id       = "user_identifier_key=${each.value}"
}

resource "seam_client_session" "user" {
  for_each            = local.users
  user_identifier_key = each.value
}
