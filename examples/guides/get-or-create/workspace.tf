provider "seam" {
  # If the key belongs to another workspace, the provider creates, reads and changes
  # nothing. This is the workspace of the embedded Seam.
  workspace_id = "5ea3fa4e-0000-4000-8000-000000000001"
}

# Every plan reads the workspace, so a wrong credential fails the plan and not the apply.
data "seam_workspace" "this" {}

resource "seam_client_session" "jane" {
  user_identifier_key = "70b796dd-6564-4802-9a50-dff4c17323a5"
}
