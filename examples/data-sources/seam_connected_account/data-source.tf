data "seam_connected_account" "lobby" {
  connected_account_id = "f87f0ab7-b8d7-44aa-9e59-3239b209570e"

  lifecycle {
    postcondition {
      condition     = length(self.errors) == 0
      error_message = "Seam reports errors on the account: ${join(", ", self.errors[*].error_code)}."
    }
  }
}
