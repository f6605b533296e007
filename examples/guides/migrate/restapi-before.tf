terraform {
  required_providers {
    restapi = { source = "Mastercard/restapi" }
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

resource "restapi_object" "jane" {
  path                    = "/client_sessions/get_or_create"
  read_path               = "/client_sessions/get_or_create"
  read_method             = "POST"
  update_path             = "/client_sessions/get_or_create"
  update_method           = "POST"
  destroy_path            = "/client_sessions/delete?client_session_id={id}"
  ignore_server_additions = true

  data = jsonencode({
    user_identifier_key = "f4fc29f0-01c7-4bc1-b544-08ebb49276b0"
    expires_at          = "2030-06-18T06:10:42Z"
  })
  read_data = jsonencode({
    user_identifier_key = "f4fc29f0-01c7-4bc1-b544-08ebb49276b0"
  })
}
