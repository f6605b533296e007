terraform {
  required_version = ">= 1.11"
  required_providers {
    seam       = { source = "seamapi/seam" }
    kubernetes = { source = "hashicorp/kubernetes" }
  }
}

resource "seam_client_session" "jane" {
  user_identifier_key = "68096042-f433-4645-a317-33c3cabe16a7"
  store_token         = false
}

ephemeral "seam_client_session" "jane" {
  client_session_id = seam_client_session.jane.client_session_id
}

resource "kubernetes_secret_v1" "seam_token" {
  metadata {
    name      = "seam-token"
    namespace = "default"
  }

  data_wo          = { token = ephemeral.seam_client_session.jane.token }
  data_wo_revision = seam_client_session.jane.token_version
}
