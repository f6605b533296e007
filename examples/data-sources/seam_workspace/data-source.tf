data "seam_workspace" "this" {}

output "workspace" {
  value = data.seam_workspace.this.name
}
