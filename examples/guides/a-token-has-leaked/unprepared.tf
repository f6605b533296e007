resource "seam_client_session" "jane" {
  user_identifier_key = "3f8c71d4-05be-4e92-a6d7-b9204c8f1e63"
}
