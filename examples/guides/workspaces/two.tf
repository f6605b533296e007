variable "sandbox_key" {
  type      = string
  sensitive = true
}

variable "production_key" {
  type      = string
  sensitive = true
}

provider "seam" {
  api_key = var.sandbox_key
}

provider "seam" {
  alias   = "production"
  api_key = var.production_key
}

resource "seam_client_session" "sandbox" {
  user_identifier_key = "b7c1f0a4-8f4e-4a53-9f0e-3d1c2b5a6e7f"
}

resource "seam_client_session" "production" {
  provider            = seam.production
  user_identifier_key = "b7c1f0a4-8f4e-4a53-9f0e-3d1c2b5a6e7f"
}
