"""The organisers' doors of the placing of stands."""
