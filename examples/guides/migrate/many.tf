locals {
  users = {
    jane = "b7c1f0a4-8f4e-4a53-9f0e-3d1c2b5a6e7f"
    john = "2c9e1f7a-4f55-4d0e-9a3b-6f1f4d6f2a90"
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
