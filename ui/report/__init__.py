"""The review report (审核意见) in the window and on paper."""
