provider "seam" {
  # With a key of another workspace nothing is created, read or changed.
  workspace_id = "b887bf84-9849-4454-a562-cf84293d9781"
}

# Read in every plan, so that a wrong credential is noticed there and not in the apply.
data "seam_workspace" "this" {}

resource "seam_client_session" "jane" {
  user_identifier_key = "b7c1f0a4-8f4e-4a53-9f0e-3d1c2b5a6e7f"
}
