"""What texts mean, as vectors: pages whose meaning is near what somebody typed."""
