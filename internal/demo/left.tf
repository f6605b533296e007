# Counts the sessions that remain on the server.
terraform {
  required_providers {
    seam = { source = "seamapi/seam" }
  }
}

data "seam_client_sessions" "all" {}

output "sessions" {
  value = length(data.seam_client_sessions.all.client_sessions)
}
