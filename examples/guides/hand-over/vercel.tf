terraform {
  required_version = ">= 1.11"
  required_providers {
    seam   = { source = "seamapi/seam" }
    vercel = { source = "vercel/vercel" }
  }
}

variable "project_id" {
  type        = string
  description = "ID of the Vercel project."
}

resource "seam_client_session" "jane" {
  user_identifier_key = "68096042-f433-4645-a317-33c3cabe16a7"
  store_token         = false
}

ephemeral "seam_client_session" "jane" {
  client_session_id = seam_client_session.jane.client_session_id
}

resource "vercel_project_environment_variable" "seam_token" {
  project_id       = var.project_id
  key              = "SEAM_CLIENT_SESSION_TOKEN"
  value_wo         = ephemeral.seam_client_session.jane.token
  value_wo_version = seam_client_session.jane.token_version
  target           = ["production"]
  sensitive        = true
}
