provider "seam" {
  # With a key of another workspace nothing is created, read or changed. This is
  # the workspace of the embedded Seam.
  workspace_id = "5ea3fa4e-0000-4000-8000-000000000001"
}

# Read in every plan, so that a wrong credential is noticed there and not in the apply.
data "seam_workspace" "this" {}

resource "seam_client_session" "jane" {
  user_identifier_key = "70b796dd-6564-4802-9a50-dff4c17323a5"
}
