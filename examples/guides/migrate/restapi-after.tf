terraform {
  required_version = ">= 1.7" # for removed
  required_providers {
    restapi = { source = "Mastercard/restapi" } # until the removed block is applied
    seam    = { source = "seamapi/seam" }
  }
}

variable "api_key" {
  type      = string
  sensitive = true
}

variable "endpoint" {
  type    = string
  default = "https://connect.getseam.com"
}

provider "restapi" {
  uri                  = var.endpoint
  bearer_token         = var.api_key
  write_returns_object = true
  id_attribute         = "client_session/client_session_id"
}

provider "seam" {
  api_key  = var.api_key
  endpoint = var.endpoint
}

# Terraform removes the object from state and does not delete the session.
removed {
  from = restapi_object.jane

  lifecycle {
    destroy = false
  }
}

import {
  to = seam_client_session.jane
  id = "user_identifier_key=f4fc29f0-01c7-4bc1-b544-08ebb49276b0"
}

resource "seam_client_session" "jane" {
  user_identifier_key = "f4fc29f0-01c7-4bc1-b544-08ebb49276b0"
  expires_at          = "2030-06-18T06:10:42Z"
}
