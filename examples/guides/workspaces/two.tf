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
  user_identifier_key = "c3f7f1d6-ad68-4fe2-8eed-88564d19f715"
}

resource "seam_client_session" "production" {
  provider            = seam.production
  user_identifier_key = "c3f7f1d6-ad68-4fe2-8eed-88564d19f715"
}
