terraform {
  required_version = ">= 1.11"
  required_providers {
    seam = { source = "seamapi/seam" }
    aws  = { source = "hashicorp/aws" }
  }
}

resource "seam_client_session" "jane" {
  user_identifier_key = "68096042-f433-4645-a317-33c3cabe16a7"
  store_token         = false
}

ephemeral "seam_client_session" "jane" {
  client_session_id = seam_client_session.jane.client_session_id
}

resource "aws_secretsmanager_secret" "seam_token" {
  name = "seam/jane"
}

resource "aws_secretsmanager_secret_version" "seam_token" {
  secret_id                = aws_secretsmanager_secret.seam_token.id
  secret_string_wo         = ephemeral.seam_client_session.jane.token
  secret_string_wo_version = seam_client_session.jane.token_version
}
