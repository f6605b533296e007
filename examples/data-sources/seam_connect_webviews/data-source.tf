data "seam_connect_webviews" "acme" {
  customer_key     = "acme"
  login_successful = true
}

output "connect_webview_ids" {
  value = data.seam_connect_webviews.acme.connect_webview_ids
}
